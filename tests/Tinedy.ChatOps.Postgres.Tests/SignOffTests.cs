using Dapper;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class SignOffTests(PostgresServer server) : DatabaseTest(server)
{
    [Fact]
    public async Task A_signature_is_kept_with_the_identity_of_the_person()
    {
        var run = await Journal.OpenRunAsync();

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "sign") with { SignOffs = [SampleRequests.SignOff(2, remark: "fine\0 by me")] }, Ct);

        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        var row = await connection.QuerySingleAsync<(string, string, string, string, string, string, string, string, int?)>(new(
            "select role, platform, tenant, user_id, name, email, content, remark, voided_seq from chatops.sign_off", cancellationToken: Ct));
        row.ShouldBe(("Database Administrator", "slack", "T1", "U7", "dba", "dba@example.com", "c0ffee", "fine\uFFFD by me", null));
    }

    [Fact]
    public async Task A_role_cannot_have_two_signatures_that_stand()
    {
        var run = await Journal.OpenRunAsync();
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "first") with { SignOffs = [SampleRequests.SignOff(2)] }, Ct);

        var second = await Should.ThrowAsync<PostgresException>(() =>
            Journal.AppendAsync(SampleRequests.Append(run, 3, "second") with { SignOffs = [SampleRequests.SignOff(3)] }, Ct));

        second.ConstraintName.ShouldBe("sign_off_one_active");
        (await Journal.ReadAsync(run, 2, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_request_may_void_a_signature_and_take_the_next()
    {
        var run = await Journal.OpenRunAsync();
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "first") with { SignOffs = [SampleRequests.SignOff(2)] }, Ct);

        var both = SampleRequests.Append(run, 3, "again", entries: 2) with { Voided = [("Database Administrator", 3)], SignOffs = [SampleRequests.SignOff(4)] };
        (await Journal.AppendAsync(both, Ct)).ShouldBeOfType<AppendResult.Done>();

        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        var rows = await connection.QueryAsync<(int, int?, DateTime?)>(new(
            "select seq, voided_seq, voided_at from chatops.sign_off order by seq", cancellationToken: Ct));
        rows.ShouldBe([(2, 3, SampleRequests.At.AddSeconds(3).UtcDateTime), (4, null, null)]);
    }

    [Fact]
    public async Task The_bot_cannot_sign()
    {
        var run = await Journal.OpenRunAsync();

        var byBot = SampleRequests.Append(run, 2, "sign") with { SignOffs = [SampleRequests.SignOff(2) with { By = Actor.Bot }] };

        await Should.ThrowAsync<ArgumentException>(() => Journal.AppendAsync(byBot, Ct));
    }
}
