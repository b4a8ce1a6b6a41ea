namespace Tinedy.ChatOps.Chat.Client;

/// <summary>No answer of a platform that can be believed: a time-out, a cut connection, a 5xx. Whether it was done is not known.</summary>
public abstract class ChatUnavailableException(string message) : Exception(message);
