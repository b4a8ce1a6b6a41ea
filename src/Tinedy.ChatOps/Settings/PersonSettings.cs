namespace Tinedy.ChatOps.Settings;

/// <summary>An entry of the list <c>People</c>.</summary>
internal sealed class PersonSettings
{
    /// <summary>How messages name them, unique.</summary>
    public string Name { get; set; } = "";

    public string? Email { get; set; }

    /// <summary><c>TEAM/USER</c>, as in <c>T024BE7LH/U0G9QF9C6</c>.</summary>
    public string? Slack { get; set; }

    /// <summary><c>TENANT/OBJECT</c>.</summary>
    public string? Teams { get; set; }

    public List<string> Roles { get; set; } = [];

    /// <summary>How they are paged.</summary>
    public string? Contact { get; set; }
}

/// <summary>A section <c>Environments:{name}</c>.</summary>
internal sealed class EnvironmentSection
{
    public string? Workspace { get; set; }

    public Dictionary<string, string?> Variables { get; set; } = [];

    public Dictionary<string, string?> Secrets { get; set; } = [];

    /// <summary>Secrets that stand in a file, as orchestrators mount them: name → path.</summary>
    public Dictionary<string, string?> SecretFiles { get; set; } = [];

    /// <summary>The user of the host that steps run as.</summary>
    public string? User { get; set; }

    /// <summary>The label of the runners that run its steps.</summary>
    public string? Runner { get; set; }

    /// <summary>Hosts that blocks of <c>http</c> may ask.</summary>
    public List<string> Hosts { get; set; } = [];

    /// <summary>The variable or secret with the target database's address.</summary>
    public string? Target { get; set; }

    /// <summary>Channels that show every run: <c>slack:TEAM/CHANNEL</c>, <c>teams:TENANT/19:…@thread.tacv2</c>.</summary>
    public List<string> Mirrors { get; set; } = [];

    /// <summary>Roles or people's names.</summary>
    public List<string> Operators { get; set; } = [];

    /// <summary>Where stakeholders are told: <c>slack:TEAM/CHANNEL</c>, <c>email:crm@example.org</c>, the name of a webhook.</summary>
    public List<string> Stakeholders { get; set; } = [];

    public bool Default { get; set; }

    /// <summary>It is there for rehearsing.</summary>
    public bool Rehearsal { get; set; }
}
