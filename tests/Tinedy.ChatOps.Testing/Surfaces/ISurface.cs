namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>
/// Where people meet the bot: a browser, a chat platform. The team of the tests is there (<c>devops</c> and <c>dba</c> operate
/// <c>prod</c>; <c>dba</c> and <c>po</c> hold a role; <c>intern</c> holds none), and <c>visitor</c>, whom nobody has listed.
/// </summary>
public interface ISurface : IAsyncDisposable
{
    ISeat As(string name);

    /// <summary>All of them press it in the same instant, each on the board as it was before.</summary>
    Task PressTogetherAsync(string button, params string[] names);
}

/// <summary>
/// One person there: what they do, and what they see. Seeing waits until there is what they look for. A button goes by its accessible
/// name, of which the beginning is enough: the verb with the item's number.
/// </summary>
public interface ISeat
{
    /// <summary>Types a line after the command's name: <c>done 1.1.1</c>.</summary>
    Task TypeAsync(string line);

    /// <summary>Presses a button of what they look at.</summary>
    Task PressAsync(string button);

    /// <summary>Looks at the one pinned board, and puts away what is in front of it.</summary>
    Task<SeenContent> BoardAsync(string saying);

    /// <summary>Looks at the replies beneath the board.</summary>
    Task<SeenContent> ThreadAsync(string saying);

    /// <summary>Opens all phases, which only they see, at the one with this heading.</summary>
    Task<SeenContent> PhaseAsync(string heading);

    /// <summary>What the whole channel was told besides the board.</summary>
    Task<string> ChannelAsync(string saying);

    /// <summary>What they alone were told.</summary>
    Task<string> ToldAsync(string saying);

    /// <summary>Everything they alone were told so far.</summary>
    Task<IReadOnlyList<string>> AllToldAsync();

    /// <summary>The dialog in front of them, filled.</summary>
    Task<SeenDialog> DialogAsync();

    /// <param name="answer">A text, or what they choose.</param>
    Task FillInAsync(string field, string answer);

    /// <summary>Sends the dialog: it is taken, and gone.</summary>
    Task SendAsync();

    /// <summary>Sends the dialog, which stays: with what is wrong under its field.</summary>
    Task<SeenDialog> SendInVainAsync();

    /// <summary>Does this and reads the file that they alone get.</summary>
    Task<string> FileAsync(Func<Task> asking);
}
