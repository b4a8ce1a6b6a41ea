using System.Globalization;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Settings;

/// <summary>What may stand behind a setting's name: whether a text is one, in words and as JSON Schema.</summary>
internal abstract record SettingType
{
    private SettingType() { }

    /// <summary>What is missing in "X is no …".</summary>
    protected abstract string Meant { get; }

    /// <summary>Why this cannot be a value of the type, as the end of a sentence that begins with the setting's name; null when it can.</summary>
    public string? Problem(string value) =>
        value.Contains('\0', StringComparison.Ordinal) ? "it holds a zero character, which nothing here may."
        : IsOne(value.Trim()) ? null
        : $"\"{Shown(value)}\" is {Meant}";

    public abstract JsonObject Schema();

    protected abstract bool IsOne(string value);

    /// <summary>Enough of it to be found, on one line.</summary>
    private static string Shown(string value)
    {
        const int enough = 60;
        var line = new string([.. value.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return line.Length <= enough ? line : line[..enough] + "…";
    }

    /// <summary>Any text. What else it has to be is known to whoever reads it.</summary>
    /// <param name="IsSecret">It is repeated nowhere.</param>
    public sealed record Text(bool IsSecret = false) : SettingType
    {
        protected override string Meant => "";

        protected override bool IsOne(string value) => true;

        public override JsonObject Schema() => new() { ["type"] = "string" };
    }

    public sealed record Flag : SettingType
    {
        protected override string Meant => "neither true nor false.";

        /// <summary>An empty one says nothing.</summary>
        protected override bool IsOne(string value) => value.Length == 0 || bool.TryParse(value, out _);

        public override JsonObject Schema() => new() { ["type"] = "boolean" };
    }

    public sealed record Number(long Least, long Most) : SettingType
    {
        protected override string Meant => string.Create(CultureInfo.InvariantCulture, $"no whole number from {Least} to {Most}.");

        protected override bool IsOne(string value) =>
            long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most;

        public override JsonObject Schema() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most };
    }

    public sealed record Duration(TimeSpan Least, TimeSpan Most) : SettingType
    {
        protected override string Meant => $"no time from {Least:c} to {Most:c}. Write 00:05:00 for five minutes.";

        protected override bool IsOne(string value) =>
            TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= Least && time <= Most;

        public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = @"^(\d+\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?$" };
    }

    public sealed record OneOf(params IReadOnlyList<string> Values) : SettingType
    {
        protected override string Meant => $"not known. There is {string.Join(", ", Values)}.";

        protected override bool IsOne(string value) => value.Length == 0 || Values.Contains(value, StringComparer.OrdinalIgnoreCase);

        public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. Values.Select(value => JsonValue.Create(value))]) };
    }

    public sealed record Zone : SettingType
    {
        protected override string Meant => "no time zone. Write one like Europe/Berlin.";

        protected override bool IsOne(string value) => value.Length == 0 || Zones.Find(value) is not null;

        public override JsonObject Schema() => new() { ["type"] = "string" };
    }
}
