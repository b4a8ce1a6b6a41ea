namespace Tinedy.ChatOps.Presentation.Boards;

public static class Marks
{
    /// <summary>One emoji, never without its word in the text beside it.</summary>
    public static string Sign(this Mark mark) => mark switch
    {
        Mark.Open => "⬜",
        Mark.Done => "✅",
        Mark.Skipped => "➖",
        Mark.Running => "⏳",
        Mark.Failed => "❌",
        Mark.Unknown => "❓",
        Mark.Gap => "⚠️",
        Mark.Waiting => "▫️",
        _ => throw new System.Diagnostics.UnreachableException(mark.ToString()),
    };
}
