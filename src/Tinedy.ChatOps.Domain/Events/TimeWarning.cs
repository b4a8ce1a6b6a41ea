namespace Tinedy.ChatOps.Domain.Events;

/// <summary>What a run is warned of in time, see <c>RunEvent.TimeWarned</c>.</summary>
public enum TimeWarning { WindowCloses, RollbackWindowCloses, RollbackWindowClosed, EstimateOverrun }
