using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Teams.Tests.Surfaces;

public sealed class TeamsBoardContract(PostgresServer server) : BoardContract(TeamsSurface.Of(server));

public sealed class TeamsStepContract(PostgresServer server) : StepContract(TeamsSurface.Of(server));

public sealed class TeamsEndContract(PostgresServer server) : EndContract(TeamsSurface.Of(server));

public sealed class TeamsAlertContract(PostgresServer server) : AlertContract(TeamsSurface.Of(server));

public sealed class TeamsBeginningContract(PostgresServer server) : BeginningContract(TeamsSurface.Of(server));
