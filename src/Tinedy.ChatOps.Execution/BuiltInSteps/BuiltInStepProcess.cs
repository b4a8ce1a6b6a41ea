using System.Runtime.InteropServices;
using Npgsql;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>The process in which something is performed.</summary>
internal static class BuiltInStepProcess
{
    public const string Verb = "perform";

    private const int Failed = 1;
    private const int NotUnderstood = 2;
    private const int Stopped = 128 + Posix.Terminate;

    public static async Task<int> RunAsync(string what)
    {
        if (BuiltInStep.Read(what) is not { } performance) return NotUnderstood;
        using var stop = new CancellationTokenSource();
        using var asked = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        try
        {
            var findings = await PerformAsync(performance, stop.Token);
            findings.Report();
            return findings.HasFailed ? Failed : 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
            return Stopped;
        }
        catch (Exception failure)
        {
            // What is printed here is shown to people and kept: a sentence, and never a stack of this program.
            Console.WriteLine(Sentence(failure));
            new Findings().Fail(Sentence(failure)).Report();
            return Failed;
        }
    }

    private static Task<Findings> PerformAsync(BuiltInStep performance, CancellationToken ct) => performance.Act switch
    {
        BuiltInStepKind.Sql => SqlStep.RunAsync(performance, ct),
        BuiltInStepKind.Http => HttpStep.RunAsync(performance, TimeProvider.System, ct),
        BuiltInStepKind.ProveBackup or BuiltInStepKind.RestoreBackup => BackupProof.RunAsync(performance, ct),
        BuiltInStepKind.Watch => WatchStep.RunAsync(performance, TimeProvider.System, ct),
        BuiltInStepKind.PrismaBefore => PrismaStatus.BeforeAsync(performance, ct),
        _ => PrismaStatus.AfterAsync(performance, ct),
    };

    private static string Sentence(Exception failure) => failure switch
    {
        PostgresException said => $"{said.Severity}: {said.MessageText} ({said.SqlState}){(said.Detail is { } detail ? $" {detail}" : "")}",
        NpgsqlException { InnerException: { } inner } down => $"{down.Message}: {inner.Message}",
        HttpRequestException or IOException or CannotRunException or NpgsqlException => failure.Message,
        _ => $"This is a fault of ChatOps itself, and not of the step: {failure.GetType().Name}: {failure.Message}",
    };
}

/// <summary>Why something cannot be performed at all, in a sentence.</summary>
internal sealed class CannotRunException(string why) : Exception(why);
