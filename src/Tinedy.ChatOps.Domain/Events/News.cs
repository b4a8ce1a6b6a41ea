namespace Tinedy.ChatOps.Domain.Events;

/// <summary>What people who are no engineers are told about.</summary>
public enum News { Planned, Start, Delay, Alert, RolledBack, Completed }
