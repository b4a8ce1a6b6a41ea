namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A checklist with one of everything that a click can do.</summary>
internal static class SmallRunbook
{
    /// <summary>The step of <see cref="Text"/>.</summary>
    public const string Step = "1.1.2";

    /// <summary>The step appends a line to <c>starts</c> each time it runs, so that a second run shows.</summary>
    public static string Text { get; } = With("echo ran >> starts\necho printed");

    /// <summary>The step does not end until a file <c>go</c> is there.</summary>
    public static string Waiting { get; } = With("echo ran >> starts\necho ready\nuntil [ -e go ]; do sleep 0.05; done\necho went on");

    public static string With(string command) => $$"""
        # Small migration

        ## Work

        ### Steps
        - [ ] **Agree**
        - [ ] **Change the data**
          ```bash {name=change timeout=10m once}
          {{command.Replace("\n", "\n  ", StringComparison.Ordinal)}}
          ```
        - [ ] **Look at it**

        ## Sign-off
        - [ ] **Database Administrator** - _________________ Date: _______

        """;
}
