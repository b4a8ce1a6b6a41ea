using System.Text.RegularExpressions;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>What becomes of typed text on its way to an app.</summary>
public static partial class Typing
{
    /// <summary>Three characters are escaped, always; a person who types a mention by hand does not make one.</summary>
    public static string Escaped(string typed) => typed.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Escaped, with <c>@U0…</c> and <c>#C0…</c> as the mentions a client makes of the names its user picks.</summary>
    public static string WithMentions(string typed, Workspace workspace) => Mention().Replace(Escaped(typed), match => match.Value[0] switch
    {
        '@' when workspace.FindUser(match.Value[1..]) is { } user => $"<@{user.Id}>",
        '#' when workspace.FindChannel(match.Value[1..]) is { } channel => $"<#{channel.Id}|{channel.Name}>",
        _ => match.Value,
    });

    [GeneratedRegex("[@#][A-Z0-9]+")]
    private static partial Regex Mention();
}
