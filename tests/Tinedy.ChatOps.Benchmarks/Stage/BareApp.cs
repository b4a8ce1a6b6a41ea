using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>What <c>dotnet new web</c> gives: the least that answers over HTTP. This program again, in a process of its own.</summary>
internal static class BareApp
{
    public const string Verb = "bare-app";

    public static async Task<int> RunAsync(string url)
    {
        var app = WebApplication.CreateBuilder().Build();
        app.Urls.Add(url);
        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/slack/commands", async (HttpRequest request) => await request.Body.CopyToAsync(Stream.Null));
        await app.RunAsync();
        return 0;
    }
}
