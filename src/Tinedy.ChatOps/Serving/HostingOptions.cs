using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// What belongs to the program around a service and not to its settings. A program that is the service leaves all of it as it is; one that
/// hosts several services gives each its own, so that they share nothing.
/// </summary>
internal sealed record HostingOptions
{
    /// <summary>What it did to the schema, and where it serves.</summary>
    public TextWriter Output { get; init; } = System.Console.Out;

    /// <summary>How a start and a stop go on, and why there is none.</summary>
    public TextWriter Error { get; init; } = System.Console.Error;

    /// <summary>Takes the log instead of the terminal; null: the terminal, as the settings format it.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>The program that is started beside a step.</summary>
    public SupervisorCommand Supervisor { get; init; } = SupervisorCommand.OfThisProgram();

    /// <summary>Where a machine is busy with many services at once, nothing is late because of it.</summary>
    public AnswerDeadlines Deadlines { get; init; } = AnswerDeadlines.OfThePlatforms;

    /// <summary>Further endpoints, mapped before it starts; the product has none beside its own.</summary>
    public Action<WebApplication>? Endpoints { get; init; }
}
