namespace Tinedy.ChatOps.Core.Paging;

/// <summary>How an alert ended.</summary>
public enum AlertEnd { FalseAlarm, RolledBack, Answered, Decided, RunEnded, DrillOver, Cancelled, RunnerCame }
