using System.Runtime.InteropServices;
using Npgsql;

namespace Tinedy.ChatOps.Execution.Performing;

/// <summary>The process in which something is performed.</summary>
internal static class Performer
{
    public const string Verb = "perform";

    private const int Failed = 1;
    private const int NotUnderstood = 2;
    private const int Stopped = 128 + Posix.Terminate;

    public static async Task<int> RunAsync(string what)
    {
        if (Performance.Read(what) is not { } performance) return NotUnderstood;
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

    private static Task<Findings> PerformAsync(Performance performance, CancellationToken ct) => performance.Act switch
    {
        Act.Sql => SqlPerformance.RunAsync(performance, ct),
        Act.Http => HttpPerformance.RunAsync(performance, TimeProvider.System, ct),
        Act.ProveBackup or Act.RestoreBackup => BackupProof.RunAsync(performance, ct),
        Act.Watch => WatchPerformance.RunAsync(performance, TimeProvider.System, ct),
        Act.PrismaBefore => PrismaLook.BeforeAsync(performance, ct),
        _ => PrismaLook.AfterAsync(performance, ct),
    };

    private static string Sentence(Exception failure) => failure switch
    {
        PostgresException said => $"{said.Severity}: {said.MessageText} ({said.SqlState}){(said.Detail is { } detail ? $" {detail}" : "")}",
        NpgsqlException { InnerException: { } inner } down => $"{down.Message}: {inner.Message}",
        HttpRequestException or IOException or CannotPerformException or NpgsqlException => failure.Message,
        _ => $"This is a fault of ChatOps itself, and not of the step: {failure.GetType().Name}: {failure.Message}",
    };
}

/// <summary>Why something cannot be performed at all, in a sentence.</summary>
internal sealed class CannotPerformException(string why) : Exception(why);
