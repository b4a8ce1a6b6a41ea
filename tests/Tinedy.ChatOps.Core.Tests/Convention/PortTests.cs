using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Core.Tests.Convention;

public sealed class PortTests
{
    [Fact]
    public void Every_method_of_a_port_that_waits_takes_a_cancellation_token_last()
    {
        var ports = typeof(IJournal).Assembly.GetTypes().Where(type => type is { IsInterface: true, IsPublic: true }).ToList();
        var waiting = ports.SelectMany(port => port.GetMethods()).Where(method => typeof(Task).IsAssignableFrom(method.ReturnType)).ToList();

        waiting.Count.ShouldBeGreaterThan(20);
        waiting.Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)).Select(method => method.Name).ShouldBeEmpty();
    }
}
