namespace Pith.Tests.Store;

/// <summary>Stands for SIGKILL: no step after it happens, not even tidying up.</summary>
internal sealed class KilledException : Exception;
