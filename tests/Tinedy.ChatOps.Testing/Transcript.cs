using System.Text;

namespace Tinedy.ChatOps.Testing;

/// <summary>What a service prints, from any thread, and can be read while it is written.</summary>
public sealed class Transcript : TextWriter
{
    private readonly StringBuilder _written = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_written) _written.Append(value);
    }

    public override void Write(string? value)
    {
        lock (_written) _written.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (_written) _written.Append(buffer, index, count);
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override string ToString()
    {
        lock (_written) return _written.ToString();
    }
}
