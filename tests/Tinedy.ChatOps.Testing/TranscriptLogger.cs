using Microsoft.Extensions.Logging;

namespace Tinedy.ChatOps.Testing;

/// <summary>A log written as the terminal's is: the level's four letters, the category, and the message below.</summary>
public sealed class TranscriptLogger(TextWriter to) : ILoggerProvider
{
    private static readonly string[] Levels = ["trce", "dbug", "info", "warn", "fail", "crit"];

    public ILogger CreateLogger(string categoryName) => new Category(to, categoryName);

    public void Dispose()
    {
        // Whoever reads the transcript does so after the service.
    }

    private sealed class Category(TextWriter to, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var stack = exception is null ? "" : $"\n      {exception}";
            to.WriteLine($"{Levels[(int)logLevel]}: {name}[{eventId.Id}]\n      {formatter(state, exception)}{stack}");
        }
    }
}
