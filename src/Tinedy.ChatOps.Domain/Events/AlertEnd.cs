namespace Tinedy.ChatOps.Domain.Events;

/// <summary>How an alert ended.</summary>
public enum AlertEnd { FalseAlarm, RolledBack, Answered, Decided, RunEnded, DrillOver, Cancelled, RunnerCame }
