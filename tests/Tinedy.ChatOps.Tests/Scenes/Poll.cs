namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>Waiting for something that has no signal: asked again until a deadline, then a failure that says what never came.</summary>
internal static class Poll
{
    /// <summary>Far beyond what anything here takes: reached only by a failure.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(Func<bool> isSo, string otherwise) => UntilAsync(() => Task.FromResult(isSo()), () => otherwise);

    public static Task UntilAsync(Func<Task<bool>> isSo, string otherwise) => UntilAsync(isSo, () => otherwise);

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var clock = new PeriodicTimer(Between, TimeProvider.System);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) Assert.Fail(otherwise());
            await clock.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
