using System.Text;
using Tinedy.ChatOps.Execution.Output;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class MaskingBytes
{
    [Fact]
    public void Cut_anywhere_the_result_is_the_same()
    {
        var forms = SecretForms.Of(["abcabd", "abca-long", "Zürich-4711"], []);
        var text = "abcabcabd abca abca-long abcabdabcabd Zürich-4711 abcab"u8.ToArray();
        var whole = new Masker(forms).Apply(text);
        Encoding.UTF8.GetString(whole).ShouldBe("abc••• abca ••• •••••• ••• abcab");
        for (var size = 1; size < text.Length; size++)
        {
            var masker = new Masker(forms);
            byte[] pieces = [.. text.Chunk(size).SelectMany(piece => masker.Push(piece).ToArray()), .. masker.Flush()];
            Encoding.UTF8.GetString(pieces).ShouldBe(Encoding.UTF8.GetString(whole), $"in pieces of {size}");
        }
    }

    [Fact]
    public void The_empty_and_the_tiny_secret_mask_nothing()
    {
        var text = "yes, 1 a b c"u8.ToArray();
        new Masker(SecretForms.Of(["", "1", "yes"], [])).Apply(text).ShouldBe(text);
    }

    [Theory]
    [InlineData("postgres://crm:pa55word@db/crm", "pa55word")]
    [InlineData("postgresql://crm:p%40ss%2Fw@db/crm", "p@ss/w")]
    [InlineData("Host=db;Username=crm;Password=pa55word;Timeout=3", "pa55word")]
    [InlineData("host=db password='pa55 word' user=crm", "pa55 word")]
    public void The_password_in_a_connection_string_is_masked_alone(string connection, string password)
    {
        var masker = new Masker(SecretForms.Of([], [connection]));
        Encoding.UTF8.GetString(masker.Apply(Encoding.UTF8.GetBytes($"login with {password} failed on db"))).ShouldBe("login with ••• failed on db");
    }

    [Fact]
    public void In_base64_it_is_masked_wherever_it_stands()
    {
        const string secret = "correct-horse-battery";
        for (var before = 0; before < 7; before++)
            for (var after = 0; after < 4; after++)
            {
                var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('a', before) + secret + new string('b', after)));
                Encoding.UTF8.GetString(new Masker(SecretForms.Of([secret], [])).Apply(Encoding.UTF8.GetBytes(text))).ShouldContain("•••");
            }
    }

    [Fact]
    public void A_secret_with_colours_inside_is_masked_once_the_colours_are_gone()
    {
        var directory = Directory.CreateTempSubdirectory("chatops-masking-");
        try
        {
            using (var output = new StepOutput(directory.FullName, 64 * 1024, SecretForms.Of(["hunter22"], []), new PsqlErrors(callsPsql: false), TimeProvider.System))
                output.Take("hun\u001b[31mter\u001b[0m22\n"u8);
            Encoding.UTF8.GetString(OutputLog.Read(directory.FullName)).ShouldBe("•••\n");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
