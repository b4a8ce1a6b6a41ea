using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Console.Files;

/// <summary>The addresses of a run's files. Only ever read, whoever asks.</summary>
internal static class RunFileEndpoints
{
    public static void MapRunFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/runs/{run:long}/report", async (long run, IRunFiles files, CancellationToken ct) =>
            Keep(await files.ReadAsync(new RunDocument.Report(new(run)), ct), "text/markdown; charset=utf-8", $"Run {run} has no report."));

        app.MapGet("/runs/{run:long}/evidence", async (long run, IRunFiles files, CancellationToken ct) =>
            Keep(await files.ReadAsync(new RunDocument.Evidence(new(run)), ct), "application/x-ndjson; charset=utf-8", $"Run {run} has no journal."));

        app.MapGet("/runs/{run:long}/output", async (long run, string item, int attempt, IRunFiles files, CancellationToken ct) =>
            await files.ReadAsync(new RunDocument.Output(new AttemptId(new RunId(run), new ItemKey(item), attempt)), ct) is { } output
                // Plain text and nosniff (for every answer, see ConsoleHeaders): whatever a command printed stays text.
                ? Results.Bytes(output.Bytes, "text/plain; charset=utf-8")
                : Missing("There is no output of this attempt yet."));
    }

    private static IResult Keep(RunFile? file, string contentType, FormattableString missing) =>
        file is null ? Missing(FormattableString.Invariant(missing)) : Results.File(file.Bytes, contentType, file.Name);

    private static IResult Missing(string sentence) => Results.Text(sentence, "text/plain; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
}
