namespace Tinedy.ChatOps.TeamsDouble;

/// <summary>The app as it is registered: what its operator would copy into the settings.</summary>
public sealed class TeamsApp
{
    public string AppId { get; } = "6a1f5c1e-3b1d-4f5e-9c47-0a7c5d9e1b20";

    public string TenantId { get; } = "9d0f6c52-5a1c-4f0e-8a57-2f3c1a9b7d11";

    public string ClientSecret { get; } = "teams~secret-of-the-double";

    /// <summary>The bot's account in every conversation.</summary>
    public string BotId => "28:" + AppId;

    public string BotName { get; } = "Migrate";
}
