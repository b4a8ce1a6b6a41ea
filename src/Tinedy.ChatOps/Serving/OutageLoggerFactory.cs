using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// Makes loggers that say of a database that is away what there is to say, and that only now and then: in a sentence instead of a stack
/// trace, which would be the same for each of some ten attempts a second. It stands before all loggers, also those of libraries, so that no
/// worker can forget it.
/// </summary>
internal sealed class OutageLoggerFactory(LoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    private readonly OutageSampler sampler = new(time);

    public static void Add(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new OutageLoggerFactory(
        new LoggerFactory(
            provider.GetServices<ILoggerProvider>(),
            provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(),
            provider.GetService<IExternalScopeProvider>()),
        TimeProvider.System)));

    public ILogger CreateLogger(string categoryName) => new Sampled(inner.CreateLogger(categoryName), categoryName, sampler);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    private sealed class Sampled(ILogger inner, string category, OutageSampler sampler) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (DatabaseOutage.WhyOf(exception) is not { } why)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }
            if (!inner.IsEnabled(logLevel)) return;
            var (isWritten, others) = sampler.Count(category, eventId.Id, logLevel);
            if (!isWritten) return;
            var before = others == 0 ? "" : FormattableString.Invariant($" ({others} more times since this was last said)");
            inner.Log(logLevel, eventId, state, null, (said, _) => $"{formatter(said, exception)} The database does not answer: {why.ReplaceLineEndings(" ")}{before}");
        }
    }
}
