namespace Smoke;
public sealed class Smoke { [Fact] public void Runs() => true.ShouldBeTrue(); }
