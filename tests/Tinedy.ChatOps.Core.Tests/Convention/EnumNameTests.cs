using System.Reflection;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Core.Tests.Convention;

/// <summary>The name of an enum is for the code. People read words.</summary>
public sealed partial class EnumNameTests
{
    private const int FirstGenericCall = 0x2B000001;

    /// <summary>A hole of a <see cref="Core.Words.Prose"/> takes no enum: that does not compile. A hole of a plain string does, and leaves a call in the assembly.</summary>
    [Fact]
    public void No_text_is_made_with_an_enum_in_a_hole()
    {
        var module = typeof(Board).Assembly.ManifestModule;
        var calls = Enumerable.Range(FirstGenericCall, 100_000).Select(token => Called(module, token)).TakeWhile(call => call.Exists).Select(call => call.Method).ToList();
        calls.Count.ShouldBeGreaterThan(100);
        calls.Where(call => call is { Name: "AppendFormatted", IsGenericMethod: true } && call.GetGenericArguments().Any(type => type.IsEnum))
            .Select(call => call!.GetGenericArguments()[0].Name).ShouldBeEmpty();
    }

    [Fact]
    public void No_board_thread_letter_or_report_says_the_name_of_an_enum()
    {
        var names = typeof(Board).Assembly.GetTypes().Where(type => type.IsEnum).SelectMany(Enum.GetNames).Where(name => TwoWords().IsMatch(name)).ToHashSet();
        names.ShouldContain("RolledBack");
        foreach (var story in Stories())
        {
            var view = ExampleRun.Look(story);
            IEnumerable<string> said =
            [
                .. BoardText.AllProse(BoardWriter.Draw(view)).Select(prose => prose.ToString()),
                .. ThreadWriter.Thread(view, story.Journal).Select(reply => reply.Text.ToString()),
                .. ThreadWriter.Channel(view, story.Journal).Select(notice => notice.Text.ToString()),
                .. LetterWriter.Write(view, story.Journal).Select(letter => letter.Text.ToString()),
                .. story.Journal.Select(entry => ActWriter.Write(story.Runbook, entry).Text.ToString()),
                .. Report(story).Split('\n'),
            ];
            foreach (var line in said) AnyWord().Matches(line).Select(word => word.Value).Where(names.Contains).ShouldBeEmpty(line);
        }
    }

    [Fact]
    public void The_report_says_in_words_what_kind_of_alert_there_was_and_how_the_run_stands()
    {
        var report = Report(ExampleRun.RolledBackAfterAnAlert());
        report.ShouldContain("Alert 1 (a rollback criterion)");
        report.ShouldContain("Rolled back 2026-11-22");
        report.ShouldNotContain("(Criterion)");
    }

    private static IEnumerable<Story> Stories() => [ExampleRun.RolledBackAfterAnAlert(), ExampleRun.Completed(), ExampleRun.Prepared()];

    private static string Report(Story story) =>
        System.Text.Encoding.UTF8.GetString(RunbookExport.Write(story.Runbook, RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None)));

    private static (bool Exists, MethodBase? Method) Called(Module module, int token)
    {
        try
        {
            return (true, module.ResolveMethod(token));
        }
        catch (ArgumentOutOfRangeException)
        {
            return (false, null);
        }
        catch (ArgumentException)
        {
            // Its type is a parameter of the method around it.
            return (true, null);
        }
    }

    [GeneratedRegex("^[A-Z][a-z]+[A-Z]")]
    private static partial Regex TwoWords();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex AnyWord();
}
