using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Browser.Tests.Surfaces;

public sealed class ConsoleBoardContract(Chromium chromium, PostgresServer postgres) : BoardContract(ConsoleSurface.Of(chromium, postgres));

public sealed class ConsoleStepContract(Chromium chromium, PostgresServer postgres) : StepContract(ConsoleSurface.Of(chromium, postgres));

public sealed class ConsoleEndContract(Chromium chromium, PostgresServer postgres) : EndContract(ConsoleSurface.Of(chromium, postgres));

public sealed class ConsoleAlertContract(Chromium chromium, PostgresServer postgres) : AlertContract(ConsoleSurface.Of(chromium, postgres));

public sealed class ConsoleBeginningContract(Chromium chromium, PostgresServer postgres) : BeginningContract(ConsoleSurface.Of(chromium, postgres));
