using Dapper;
using Npgsql;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Calendar;

/// <summary>What an earlier version told Quartz to do stays in the database.</summary>
public sealed class ClockOfBefore(PostgresServer server)
{
    [Fact]
    public async Task Jobs_that_no_longer_exist_are_taken_out_when_the_service_starts()
    {
        await using var scene = await Scene.CreateAsync(server);
        await using var database = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        foreach (var job in new[] { "pass-time", "watch-pager" })
            await database.ExecuteAsync($"""
                insert into chatops.qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery)
                values ('chatops', '{job}', 'DEFAULT', 'Tinedy.ChatOps.Clock.NoSuchJob, Tinedy.ChatOps', false, true, false, false);
                insert into chatops.qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time, prev_fire_time, priority, trigger_state, trigger_type, start_time, misfire_instr)
                values ('chatops', '{job}', 'DEFAULT', '{job}', 'DEFAULT', 1, 1, 5, 'WAITING', 'SIMPLE', 1, 0);
                insert into chatops.qrtz_simple_triggers (sched_name, trigger_name, trigger_group, repeat_count, repeat_interval, times_triggered)
                values ('chatops', '{job}', 'DEFAULT', -1, 5000, 1);
                """);

        await scene.HostAsync();

        (await database.QueryAsync<string>("select job_name from chatops.qrtz_job_details")).ShouldBe(["each-minute"]);
    }
}
