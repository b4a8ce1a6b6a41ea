namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>The product, asked for a verb.</summary>
internal sealed class Product : ProgramProcess
{
    private Product(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings) : base("Tinedy.ChatOps", arguments, settings) { }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Verdict> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        await using var verb = new Product(arguments, settings);
        var code = await verb.ExitAsync();
        return new(code, verb.Said, verb.Complained);
    }

    public static Task<Verdict> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <param name="Code">0: well.</param>
    internal sealed record Verdict(int Code, string Said, string Complained);
}
