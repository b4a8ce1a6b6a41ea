using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Slack.Tests.Surfaces;

public sealed class SlackBoardContract(PostgresServer server) : BoardContract(SlackSurface.Of(server));

public sealed class SlackStepContract(PostgresServer server) : StepContract(SlackSurface.Of(server));

public sealed class SlackEndContract(PostgresServer server) : EndContract(SlackSurface.Of(server));

public sealed class SlackAlertContract(PostgresServer server) : AlertContract(SlackSurface.Of(server));

public sealed class SlackBeginningContract(PostgresServer server) : BeginningContract(SlackSurface.Of(server));
