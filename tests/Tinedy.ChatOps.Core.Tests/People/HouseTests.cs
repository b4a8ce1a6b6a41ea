using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.People;

public sealed class HouseTests
{
    [Fact]
    public void A_person_is_found_by_account_and_never_by_a_name_that_looks_right()
    {
        Crew.Access.Find(new("teams", "tenant", "dba")).ShouldBe(Crew.Dba);
        Crew.Access.Find(new("slack", "T2", "dba")).ShouldBeNull();
        Crew.Access.Find(new("local", "T1", "dba")).ShouldBeNull();
    }

    [Fact]
    public void Two_accounts_of_one_person_are_one_human_and_two_people_are_not()
    {
        Actor.Of(Crew.Dba).IsSameHuman(Crew.InTeams(Crew.Dba)).ShouldBeTrue();
        Actor.Of(Crew.Dba).IsSameHuman(Actor.Of(Crew.Sam)).ShouldBeFalse();
        Actor.Bot.IsSameHuman(Actor.Bot).ShouldBeFalse();
    }

    [Fact]
    public void An_environment_that_is_not_configured_has_no_operators() => Crew.Access.OperatorsOf("moon").ShouldBeEmpty();

    [Fact]
    public void The_digest_of_a_target_covers_its_folder_its_values_and_which_secrets_there_are_but_no_secret()
    {
        var digest = Crew.Prod.TargetDigest();
        (Crew.Prod with { Workspace = "/elsewhere" }).TargetDigest().ShouldNotBe(digest);
        (Crew.Prod with { Variables = Crew.Prod.Variables.SetItem("APP", "erp") }).TargetDigest().ShouldNotBe(digest);
        (Crew.Prod with { Secrets = Crew.Prod.Secrets.SetItem("TOKEN", "x") }).TargetDigest().ShouldNotBe(digest);
        (Crew.Prod with { Secrets = Crew.Prod.Secrets.SetItem("DATABASE_URL", "rotated") }).TargetDigest().ShouldBe(digest);
    }
}
