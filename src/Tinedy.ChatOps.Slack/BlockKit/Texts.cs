using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>A text object of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Mrkdwn), "mrkdwn")]
internal abstract record TextObject
{
    private TextObject() { }

    /// <summary>Shown letter by letter.</summary>
    public sealed record PlainText(string Text) : TextObject
    {
        /// <summary>Off: a ":smile:" that somebody typed stays one.</summary>
        public bool Emoji { get; init; }
    }

    /// <summary>Slack's own markup; written by <c>Drawing.Markup</c> alone.</summary>
    public sealed record Mrkdwn(string Text) : TextObject
    {
        /// <summary>On: addresses and names in the text do not become links by themselves.</summary>
        public bool Verbatim { get; } = true;
    }

    /// <summary>Plain text, cut to what its place takes.</summary>
    public static TextObject Plain(string text, int most = Limits.ButtonText) => new PlainText(Legible.Cut(text, most));

    public static TextObject Marked(string mrkdwn) => new Mrkdwn(mrkdwn);
}
