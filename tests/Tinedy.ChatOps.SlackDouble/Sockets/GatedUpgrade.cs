using Microsoft.AspNetCore.Http.Features;

namespace Tinedy.ChatOps.SlackDouble.Sockets;

/// <summary>
/// Stands between Kestrel and the web socket, so that a connection can go dead without being closed: with the gate shut not even a
/// ping is answered, and nobody is told.
/// </summary>
internal sealed class GatedUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _shut;

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public bool IsShut
    {
        set
        {
            lock (_lock)
            {
                if (value == _shut is not null) return;
                _shut?.TrySetResult();
                _shut = value ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            }
        }
    }

    public async Task<Stream> UpgradeAsync() => new GatedStream(await inner.UpgradeAsync(), this);

    public Task WhileShutAsync(CancellationToken ct)
    {
        lock (_lock) return _shut?.Task.WaitAsync(ct) ?? Task.CompletedTask;
    }

    private sealed class GatedStream(Stream wire, GatedUpgrade gate) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = await wire.ReadAsync(buffer, cancellationToken);
            // It may have been shut while the read was waiting: what came in since stays unheard.
            await gate.WhileShutAsync(cancellationToken);
            return length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate.WhileShutAsync(cancellationToken);
            await wire.WriteAsync(buffer, cancellationToken);
        }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await gate.WhileShutAsync(cancellationToken);
            await wire.FlushAsync(cancellationToken);
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) wire.Dispose();
            base.Dispose(disposing);
        }
    }
}
