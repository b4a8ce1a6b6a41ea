namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>One method of the Web API.</summary>
/// <param name="Scope">What the bot token needs for it; null: nothing, or it depends on the channel and the method asks itself.</param>
/// <param name="PerMinute">Its tier: 20, 50, 100 calls a minute.</param>
internal sealed record ApiMethod(string Name, string? Scope, int PerMinute, Func<ApiRequest, ApiAnswer> Run)
{
    public const int Tier2 = 20;
    public const int Tier3 = 50;
    public const int Tier4 = 100;

    /// <summary>A reading method drops a JSON body without a word ("The protocols under the SDKs" in the platform rules).</summary>
    public bool DropsJson { get; init; }

    /// <summary>Whether it wants the app's own token instead of the bot's.</summary>
    public bool IsOfTheApp { get; init; }
}
