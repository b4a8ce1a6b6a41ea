using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>An item's key is stored as a plain string.</summary>
internal sealed class ItemKeyJson : JsonConverter<ItemKey>
{
    public override ItemKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ItemKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
