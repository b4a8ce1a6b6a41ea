using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>A provider over loopback that accepts every page, and knows when it accepted the first of each alert.</summary>
internal sealed class PageReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> accepted = new();
    private readonly WebApplication web;

    private PageReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.MapPost("/page", async (HttpRequest request) =>
        {
            using var page = await JsonDocument.ParseAsync(request.Body);
            Of(page.RootElement.GetProperty("key").GetString()!).TrySetResult(Stopwatch.GetTimestamp());
            return Results.NoContent();
        });
    }

    public Uri Address => new(new Uri(web.Urls.First()), "page");

    public static async Task<PageReceiver> StartAsync()
    {
        var receiver = new PageReceiver();
        await receiver.web.StartAsync();
        return receiver;
    }

    /// <summary>When the first page of an alert was accepted, by the stopwatch.</summary>
    /// <param name="alert">As pages name it: "run-17/alert-1".</param>
    public Task<long> AcceptedAsync(string alert) => Of(alert).Task;

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private TaskCompletionSource<long> Of(string alert) => accepted.GetOrAdd(alert, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
