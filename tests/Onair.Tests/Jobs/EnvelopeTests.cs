using System.Text.Json;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Jobs;

public sealed class EnvelopeTests
{
    [Fact]
    public void Facts_come_back_as_they_were_written()
    {
        var at = TestDatabase.Start.AddMicroseconds(3).ToStored();
        Fact[] facts =
        [
            new("OrderPlaced", Guid.CreateVersion7(at), at, """{"total":15900,"name":"머그컵 \"큰\""}"""),
            new("OrderPaid", Guid.CreateVersion7(at), at.AddSeconds(1), "{ }"),
        ];
        Assert.Equal(facts, Envelope.Read(Envelope.Write(facts)));
    }

    [Fact]
    public void Payload_that_is_not_JSON_is_refused() => Assert.ThrowsAny<JsonException>(
        () => Envelope.Write([new Fact("OrderPlaced", Guid.Empty, TestDatabase.Start, "{\"total\":")]));
}
