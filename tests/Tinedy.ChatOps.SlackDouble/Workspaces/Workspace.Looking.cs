using System.Text;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <content>Finding things, and waiting for them.</content>
public sealed partial class Workspace
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The newest message that says this, in its blocks or in its text; null when there is none.</summary>
    public SlackMessage? FindMessage(string words) => Messages.LastOrDefault(message =>
        message.Says(words) || message.Text.Contains(words, StringComparison.Ordinal));

    /// <summary>The answers to a message, the oldest first.</summary>
    public IReadOnlyList<SlackMessage> RepliesTo(SlackMessage root) =>
        [.. Messages.Where(message => message.Channel == root.Channel && message.ThreadTs == root.Ts && message.Ts != root.Ts)];

    /// <summary>What stands in the conversation with this person alone, the oldest first.</summary>
    public IReadOnlyList<SlackMessage> DirectMessagesWith(string user) =>
        [.. Messages.Where(message => FindChannel(message.Channel) is { IsIm: true } channel && channel.With == user)];

    /// <summary>What only this person sees, the oldest first.</summary>
    public IReadOnlyList<SlackEphemeral> WhispersTo(string user) => [.. Ephemerals.Where(whisper => whisper.User == user && !whisper.IsDeleted)];

    /// <summary>The modal in front of this person; null when there is none.</summary>
    public SlackView? ViewOf(string user) => Views.LastOrDefault(view => view.User == user && view.IsOpen);

    /// <summary>Waits until something is so, looking again at every change. What was not so is said with what the workspace looks like.</summary>
    public async Task UntilAsync(Func<Workspace, bool> isSo, string otherwise, TimeSpan? patience = null) =>
        await FindAsync(workspace => isSo(workspace) ? workspace : null, otherwise, patience);

    /// <summary>Waits until there is something to find, and answers it.</summary>
    public async Task<T> FindAsync<T>(Func<Workspace, T?> find, string otherwise, TimeSpan? patience = null) where T : class
    {
        // A test's patience runs on real time, also where Slack's time stands still.
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        while (true)
        {
            var change = Changes.Next;
            if (find(this) is { } found) return found;
            try
            {
                await change.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"{otherwise}{Environment.NewLine}{Describe()}");
            }
        }
    }

    /// <summary>The workspace as text, for somebody who wonders why a test failed.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var channel in Channels)
        {
            text.AppendLine($"#{channel.Name} ({channel.Id}){(channel.IsArchived ? ", archived" : "")}{(channel.HasBot ? "" : ", without the bot")}");
            foreach (var message in Messages.Where(message => message.Channel == channel.Id)) Describe(text, message);
        }
        foreach (var whisper in Ephemerals.Where(whisper => !whisper.IsDeleted))
            Describe(text, $"only {whisper.User} in {whisper.Channel}, by {whisper.Via}", whisper.Words);
        foreach (var view in Views.Where(view => view.IsOpen)) Describe(text, $"modal of {view.User}, {view.Id}", view.Words);
        foreach (var home in Homes) Describe(text, $"home of {home.User}", home.Words);
        foreach (var warning in Warnings) text.AppendLine($"warning: {warning}");
        return text.ToString();
    }

    private void Describe(StringBuilder text, SlackMessage message)
    {
        var place = message.ThreadTs is { } thread && thread != message.Ts ? $"in thread {thread}, " : "";
        var author = FindUser(message.Author)?.Name ?? message.Author;
        var edits = message.Edits > 0 ? $", {message.Edits} edits" : "";
        Describe(text, $"{place}{message.Ts} {author}{edits}{(message.IsPinned ? ", pinned" : "")}", message.Words);
    }

    private static void Describe(StringBuilder text, string title, string words)
    {
        text.AppendLine($"  -- {title}");
        foreach (var line in words.Split('\n')) text.AppendLine($"     {line}");
    }
}
