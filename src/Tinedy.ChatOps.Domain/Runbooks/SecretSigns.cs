using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Texts that look like a secret. A runbook is posted in a channel and kept for ever, so a secret in it is public.
/// The finding names the line and never the secret.
/// </summary>
internal static class SecretSigns
{
    // NonBacktracking: a hostile line costs no more than its length.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly (string What, Regex Sign)[] Signs =
    [
        ("a private key", new Regex("-----BEGIN [A-Z ]*PRIVATE KEY-----", Options)),
        ("an AWS access key", new Regex(@"\b(AKIA|ASIA)[0-9A-Z]{16}\b", Options)),
        ("a Slack token", new Regex(@"\bxox[a-z]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}", Options)),
        ("a GitHub token", new Regex(@"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}", Options)),
        ("a connection string with a password", new Regex(@"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@]*:[^\s@/$<{*_][^\s@/]*@", Options)),
        ("a password", new Regex(
            """(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)["']?\s*=\s*["']?[^\s"'$<{*_.;,)(|&%=][^\s"']{3,}""", Options | RegexOptions.IgnoreCase)),
    ];

    public static void Look(SourceText source, Findings findings)
    {
        for (var line = 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            foreach (var (what, sign) in Signs)
            {
                if (!sign.IsMatch(text)) continue;
                findings.Warning(line, "secret", $"This line looks as if it held {what}. Everybody in the channel would read it: "
                    + "put it into the environment's secrets and write $NAME here.");
                break;
            }
        }
    }
}
