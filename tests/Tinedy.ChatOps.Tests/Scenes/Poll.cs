namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>Waiting for something that has no signal: asked again until a deadline, then a failure that says what never came.</summary>
internal static class Poll
{
    /// <summary>Far beyond what anything here takes: reached only by a failure.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(Func<bool> isSo, string otherwise) => UntilAsync(() => Task.FromResult(isSo()), () => otherwise);

    public static Task UntilAsync(Func<Task<bool>> isSo, string otherwise) => UntilAsync(isSo, () => otherwise);

    public static Task UntilAsync(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        return UntilAsync(isSo, otherwise, () => began);
    }

    /// <summary>Waits until there are so many, however slow the machine, as long as there are more and more.</summary>
    public static async Task UntilCountAsync(int wanted, Func<Task<long>> count, string otherwise)
    {
        var (reached, at) = (-1L, TimeProvider.System.GetTimestamp());
        await UntilAsync(async () =>
        {
            var now = await count();
            if (now > reached) (reached, at) = (now, TimeProvider.System.GetTimestamp());
            return now >= wanted;
        }, () => otherwise, () => at);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> otherwise, Func<long> since)
    {
        using var clock = new PeriodicTimer(Between, TimeProvider.System);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(since()) > Patience) Assert.Fail(otherwise());
            await clock.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
