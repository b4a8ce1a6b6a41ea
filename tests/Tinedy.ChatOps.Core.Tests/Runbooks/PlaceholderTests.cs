using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class PlaceholderTests
{
    private const string Backup = "backup_YYYYMMDD_HHMMSS.sql";

    [Theory]
    [InlineData("psql < backup_YYYYMMDD_HHMMSS.sql", Backup)]
    [InlineData("psql -f \"dumps/db-YYYY-MM-DD.sql\"", "dumps/db-YYYY-MM-DD.sql")]
    [InlineData("pg_dump > backup_$(date +%Y%m%d_%H%M%S).sql", null)]
    [InlineData("psql -c \"select to_char(now(), 'YYYYMMDD_HH24MISS')\"", null)]
    [InlineData("# backup_YYYYMMDD_HHMMSS.sql\nls", null)]
    public void Only_a_dated_file_name_in_a_command_is_one(string command, string? found) =>
        Placeholder.In(command).ShouldBe(found is null ? [] : [found]);

    [Theory]
    [InlineData("backup_20261122_214103.sql", true)]
    [InlineData("backup_2026112_214103.sql", false)]
    [InlineData("backup_20261122_214103.sql2", false)]
    [InlineData("xbackup_20261122_214103.sql", false)]
    [InlineData("backup_$(touch)_214103.sql", false)]
    [InlineData("backup_٢٠٢٦١١٢٢_214103.sql", false)]
    [InlineData("backup_20261122_214103xsql", false)]
    [InlineData("", false)]
    public void Only_digits_fit(string file, bool fits) => Placeholder.Matches(Backup, file).ShouldBe(fits);

    [Fact]
    public void Binding_puts_the_file_everywhere_the_placeholder_stood() =>
        Placeholder.Bind($"test -s {Backup}\npsql < {Backup}", Backup, "backup_20261122_214103.sql")
            .ShouldBe("test -s backup_20261122_214103.sql\npsql < backup_20261122_214103.sql");

    [Fact]
    public void A_name_that_does_not_fit_never_enters_a_command() =>
        Should.Throw<ArgumentException>(() => Placeholder.Bind($"psql < {Backup}", Backup, "x; rm -rf /"));
}
