using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Paging;

/// <summary>The means of calling people outside chat, from <c>Paging</c>. Read once at the start; what is doubtful stops it.</summary>
/// <param name="Mail">Null: no mail.</param>
/// <param name="Webhooks">By the name that <c>People:*:Contact</c> uses.</param>
public sealed record PagingSettings(MailSettings? Mail, ImmutableSortedDictionary<string, WebhookSettings> Webhooks, PagingPolicy Policy)
{
    /// <summary>Who hears each minute that paging moves; null: nobody.</summary>
    public DeadMan? DeadMan { get; init; }

    /// <param name="problems">Gets a sentence for everything that is wrong.</param>
    public static PagingSettings Read(IConfiguration configuration, ICollection<string> problems)
    {
        var section = configuration.GetSection("Paging");
        var mail = MailSettings.Read(section.GetSection("Smtp"), problems);
        var webhooks = section.GetSection("Webhooks").GetChildren()
            .Select(hook => KeyValuePair.Create(hook.Key.ToLowerInvariant(), WebhookSettings.Read(hook, problems)))
            .ToImmutableSortedDictionary();
        foreach (var taken in webhooks.Keys.Where(name => name is ContactMeans.Chat or ContactMeans.Channel or ContactMeans.Email))
            problems.Add($"Paging:Webhooks:{taken}: this name is taken. Call the webhook something else.");
        var usual = PagingPolicy.Usual;
        var policy = new PagingPolicy
        {
            NextMeans = Time("NextMeans", usual.NextMeans),
            NextContact = Time("NextContact", usual.NextContact),
            NextRound = Time("NextRound", usual.NextRound),
            AnswerLasts = Time("AnswerLasts", usual.AnswerLasts),
            DecisionWaits = Time("DecisionWaits", usual.DecisionWaits),
            Remind = Time("Remind", usual.Remind),
            RemindAgain = Time("RemindAgain", usual.RemindAgain),
            Means = [.. webhooks.Keys, .. mail is null ? [] : new[] { ContactMeans.Email }],
        };
        return new(mail, webhooks, policy) { DeadMan = DeadMan.Read(section["DeadMan"], problems) };

        TimeSpan Time(string name, TimeSpan otherwise)
        {
            if (section[name] is not { Length: > 0 } text) return otherwise;
            if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(1)) return time;
            problems.Add($"Paging:{name}: \"{text}\" is no time from one second to a day. Write 00:05:00 for five minutes.");
            return otherwise;
        }
    }
}

/// <summary>A mail server that takes our mail.</summary>
/// <param name="Encrypted">False only where the settings say so, or for a server on this computer.</param>
public sealed record MailSettings(string Host, int Port, string From, string? User, string? Password, bool Encrypted)
{
    internal static MailSettings? Read(IConfigurationSection section, ICollection<string> problems)
    {
        if (!section.Exists()) return null;
        var host = section["Host"] ?? "";
        var from = section["From"] ?? "";
        if (host.Length == 0) problems.Add("Paging:Smtp:Host is missing: the mail server that takes pages.");
        if (!MimeKit.MailboxAddress.TryParse(from, out _)) problems.Add($"Paging:Smtp:From: \"{from}\" is no address to send from.");
        if (section["User"] is { Length: > 0 } && section["Password"] is not { Length: > 0 }) problems.Add("Paging:Smtp:Password is missing for Paging:Smtp:User.");
        var port = section.GetValue<int?>("Port") ?? 587;
        if (port is < 1 or > 65535) problems.Add($"Paging:Smtp:Port: {port} is no port.");
        return new(host, port, from, section["User"], section["Password"], section.GetValue<bool?>("Encrypted") ?? host is not ("localhost" or "127.0.0.1" or "::1"));
    }
}

public enum WebhookShape
{
    /// <summary>Our own JSON, for any receiver.</summary>
    Plain,

    /// <summary>PagerDuty Events API v2 (developer.pagerduty.com/docs/events-api-v2).</summary>
    PagerDuty,

    /// <summary>Opsgenie Alert API (docs.opsgenie.com/docs/alert-api).</summary>
    Opsgenie,
}

/// <param name="Key">The routing key, the API key, or what is sent as bearer; null without one.</param>
public sealed record WebhookSettings(Uri Url, WebhookShape Shape, string? Key)
{
    internal static WebhookSettings Read(IConfigurationSection section, ICollection<string> problems)
    {
        var shape = WebhookShape.Plain;
        if (section["Shape"] is { Length: > 0 } named && !Enum.TryParse(named, ignoreCase: true, out shape))
            problems.Add($"{section.Path}:Shape: \"{named}\" is not known. There is plain, pagerduty and opsgenie.");
        var given = section["Url"] ?? shape switch
        {
            WebhookShape.PagerDuty => "https://events.pagerduty.com/v2/enqueue",
            WebhookShape.Opsgenie => "https://api.opsgenie.com/v2/alerts",
            _ => "",
        };
        if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            problems.Add($"{section.Path}:Url: \"{given}\" is no address of a webhook.");
        else if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            problems.Add($"{section.Path}:Url: {url.Host} would be told in the clear. Use https.");
        if (shape != WebhookShape.Plain && string.IsNullOrEmpty(section["Key"])) problems.Add($"{section.Path}:Key is missing: {shape} takes nothing without one.");
        return new(url ?? new("http://127.0.0.1/"), shape, section["Key"] is { Length: > 0 } key ? key : null);
    }
}
