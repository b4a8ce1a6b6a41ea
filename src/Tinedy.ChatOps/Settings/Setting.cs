namespace Tinedy.ChatOps.Settings;

/// <summary>One setting that there is.</summary>
/// <param name="Name">Parts with colons between them; <c>*</c> is an entry of a list, <c>{name}</c> a name that whoever writes the settings chooses.</param>
/// <param name="Meaning">One phrase, for the schema.</param>
/// <param name="Default">As it would be written; null: none, or one that depends on where the service runs, which the meaning then says.</param>
internal sealed record Setting(string Name, SettingType Type, string Meaning, string? Default = null)
{
    /// <summary>A name of the platform's own tools that is read as well, from the environment of the process.</summary>
    public string? Alias { get; init; }
}
