using Npgsql;
using Tinedy.ChatOps.Domain.Databases;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class AddressTests
{
    [Fact]
    public void An_address_with_everything_is_understood()
    {
        var settings = Parse("postgres://bot%40team:p%3Aa%2Fs%25s@db.example.com:5433/chat%20ops?sslmode=verify-full&application_name=bot&connect_timeout=7");

        (settings.Username, settings.Password, settings.Host, settings.Port, settings.Database)
            .ShouldBe(("bot@team", "p:a/s%s", "db.example.com", 5433, "chat ops"));
        (settings.SslMode, settings.ApplicationName, settings.Timeout).ShouldBe((SslMode.VerifyFull, "bot", 7));
    }

    [Theory]
    [InlineData("postgresql://[::1]:5433/db", "::1", 5433)]
    [InlineData("postgres://[2001:db8::7]/db", "2001:db8::7", 5432)]
    [InlineData("POSTGRES://localhost", "localhost", 5432)]
    [InlineData("postgres:///db?host=/var/run/postgresql", "/var/run/postgresql", 5432)]
    [InlineData("postgres://one:5433,two:5434/db", "one:5433,two:5434", 5432)]
    [InlineData("Host=db;Port=5433", "db", 5433)]
    public void Hosts_are_understood_in_each_of_their_forms(string text, string host, int port)
    {
        var settings = Parse(text);

        (settings.Host, settings.Port).ShouldBe((host, port));
    }

    [Theory]
    [InlineData("postgres://bot:s3cret@db/x?sslmod=require", "a parameter 'sslmod' that is not known")]
    [InlineData("postgres://bot:s3cret@db/x?sslmode=sure", "The value of 'sslmode'")]
    [InlineData("postgres://bot:s3cret@db:0/x", "not a number from 1 to 65535")]
    [InlineData("postgres://bot:s3cret@db:99999/x", "not a number from 1 to 65535")]
    [InlineData("postgres://bot:s3@cret@db/x", "an @ too many")]
    [InlineData("postgres://bot:s3/cret@db/x", "an @ too many")]
    [InlineData("postgres://bot:s3?cret@db/x", "an @ too many")]
    [InlineData("postgres://bot:s3#cret@db/x", "an @ too many")]
    [InlineData("postgres://bot:s3:cret@db/x", "a : too many")]
    [InlineData("postgres://bot:s3%cret@db/x", "a % that is not followed by two hex digits")]
    [InlineData("postgres://bot:s3cret@[::1/x", "a [ without its ]")]
    [InlineData("postgres://bot:s3cret@/x", "names no host")]
    [InlineData("postgres://", "names no host")]
    [InlineData("Host=db;Password=s3;cret=x", "neither a postgres:// address nor a list")]
    [InlineData("Username=bot;Password=s3cret", "names no Host")]
    [InlineData("s3cret", "neither a postgres:// address nor a list")]
    [InlineData("", "names no Host")]
    public void A_wrong_address_is_named_and_its_password_is_not(string text, string why)
    {
        var refused = Should.Throw<DatabaseAddressException>(() => PostgresAddress.Parse(text));

        refused.Message.ShouldContain(why);
        refused.ToString().ShouldNotContain("cret");
        refused.Message.ShouldNotContain("s3");
    }

    private static NpgsqlConnectionStringBuilder Parse(string text) => new(PostgresAddress.Parse(text));
}
