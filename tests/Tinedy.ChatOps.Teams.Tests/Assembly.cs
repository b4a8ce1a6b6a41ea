using Tinedy.ChatOps.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]
