using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
