namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>Rings at every change, for those who wait until something is so.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Take it before looking: a change between the look and the wait has then rung already.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
