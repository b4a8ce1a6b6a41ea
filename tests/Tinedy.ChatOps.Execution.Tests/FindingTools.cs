using Tinedy.ChatOps.Execution.Inspection;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class FindingTools : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("chatops-tools-").FullName;

    [Theory]
    [InlineData("repo/apps/crm/node_modules/prisma", "6.19.3")]
    [InlineData("repo/node_modules/prisma", "6.19.3")]
    [InlineData("elsewhere/node_modules/prisma", null)]
    public void A_package_is_found_in_the_workspace_and_in_the_folders_above_it(string at, string? version)
    {
        Install(at, "prisma");
        NodePackage.VersionOf("prisma", Workspace(), []).ShouldBe(version);
    }

    [Fact]
    public void A_global_install_is_found_by_its_program_and_told_by_the_package_that_it_links_to()
    {
        Install("lib/node_modules/prisma", "prisma");
        Directory.CreateDirectory(Path.Combine(root, "lib/node_modules/prisma/build"));
        File.WriteAllText(Path.Combine(root, "lib/node_modules/prisma/build/index.js"), "");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.CreateSymbolicLink(Path.Combine(root, "bin/prisma"), "../lib/node_modules/prisma/build/index.js");
        NodePackage.VersionOf("prisma", Workspace(), [Path.Combine(root, "nothing"), Path.Combine(root, "bin")]).ShouldBe("6.19.3");
    }

    [Fact]
    public void A_wrapper_that_belongs_to_no_package_is_there_and_tells_no_version()
    {
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.WriteAllText(Path.Combine(root, "bin/prisma"), "#!/bin/sh\n");
        NodePackage.VersionOf("prisma", Workspace(), [Path.Combine(root, "bin")]).ShouldBe("of no known version");
    }

    private string Workspace() => Directory.CreateDirectory(Path.Combine(root, "repo/apps/crm")).FullName;

    private void Install(string at, string name)
    {
        Directory.CreateDirectory(Path.Combine(root, at));
        File.WriteAllText(Path.Combine(root, at, "package.json"), $$"""{"name": "{{name}}", "version": "6.19.3"}""");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
