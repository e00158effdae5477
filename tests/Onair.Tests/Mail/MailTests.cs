using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Mail;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Mail;

/// <summary>A letter leaves once its transaction has committed, and is gone from the table then.</summary>
public sealed class MailTests
{
    private static readonly Letter letter = new("gildong@shop.example", "제목 subject", "첫 줄\nsecond line\n");

    private static readonly Sql rows = new("SELECT sealed FROM mail_letters");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Letter_is_sealed_while_it_waits_and_gone_when_it_is_sent(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SendAsync(shop);
        Assert.DoesNotContain("gildong", Assert.Single(await RowsAsync(shop)));
        await shop.WorkAsync();
        Assert.Equal(letter, Assert.Single(shop.PostBox.Letters));
        Assert.Empty(await RowsAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Letter_of_a_transaction_that_failed_was_never_written(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var written = await shop.Get<SendMail>().SealAsync(letter, Shop.Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Database.WriteAsync(
            async open =>
            {
                await shop.Get<SendMail>().AddAsync(open, [written], Shop.Cancel);
                throw new InvalidOperationException("after the letter");
            },
            Shop.Cancel));
        await shop.WorkAsync();
        Assert.Empty(shop.PostBox.Letters);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Letter_that_must_wait_comes_later_and_one_refused_for_good_is_a_dead_letter(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        shop.PostBox.Answer = new CarriedLetter(false, false, "smtp 451");
        await SendAsync(shop);
        await shop.WorkAsync();
        Assert.Single(await RowsAsync(shop));
        shop.PostBox.Answer = CarriedLetter.Taken;
        shop.Forward(TimeSpan.FromMinutes(1));
        await shop.WorkAsync();
        Assert.Single(shop.PostBox.Letters);

        shop.PostBox.Answer = new CarriedLetter(false, true, "smtp 550");
        await SendAsync(shop);
        await shop.WorkAsync();
        Assert.Empty(await RowsAsync(shop));
        var dead = await shop.Database.ReadAsync(
            open => open.QueryAsync<string>(
                new Sql("SELECT reason FROM jobs WHERE kind = 'mail.deliver' AND state = 4"), null, Shop.Cancel),
            Shop.Cancel);
        Assert.Equal("smtp 550", Assert.Single(dead));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Letter_that_nobody_took_is_forgotten_after_a_week(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SendAsync(shop);
        var purge = shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "mail.purge");
        shop.Forward(TimeSpan.FromDays(7));
        await purge.RunAsync(Shop.Cancel);
        Assert.Single(await RowsAsync(shop));
        shop.Forward(TimeSpan.FromSeconds(1));
        await purge.RunAsync(Shop.Cancel);
        Assert.Empty(await RowsAsync(shop));
    }

    [Fact]
    public async Task Folder_keeps_the_newest_letters_as_mail_programs_read_them()
    {
        var folder = Directory.CreateTempSubdirectory("onair-folder-").FullName;
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite, s =>
        {
            s.Configure<MailOptions>(o => o.Folder = folder);
            s.Configure<MailOptions>(o => o.FilesMax = 3);
            s.AddSingleton<IMailCarrier>(p => p.GetRequiredService<FolderCarrier>());
        });
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(shop, letter with { Subject = $"제목 {i}" });
            await shop.WorkAsync();
            shop.Forward(TimeSpan.FromSeconds(1));
        }

        var letters = await shop.Get<FolderCarrier>().ListAsync(Shop.Cancel);
        Assert.Equal(["제목 4", "제목 3", "제목 2"], letters.Select(l => l.Subject));
        Assert.Equal(letter.Text, letters[0].Text.ReplaceLineEndings("\n"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(250, true, false, null), InlineData(451, false, false, "smtp 451")]
    [InlineData(550, false, true, "smtp 550")]
    public async Task Server_takes_a_letter_or_says_why_not(int answer, bool isTaken, bool isForGood, string? reason)
    {
        await using var server = new SmtpServer(answer);
        var options = Options.Create(
            new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None });
        var carrier = new SmtpCarrier(options, TimeProvider.System);
        var carried = await carrier.CarryAsync(Guid.CreateVersion7(), letter, Shop.Cancel);
        Assert.Equal(new CarriedLetter(isTaken, isForGood, reason), carried);
        if (isTaken) Assert.Contains("Auto-Submitted: auto-generated", await server.Received);
    }

    [Fact]
    public async Task Server_without_encryption_gets_nothing_unless_it_is_allowed()
    {
        await using var server = new SmtpServer(250);
        var carrier = new SmtpCarrier(
            Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port }), TimeProvider.System);
        await Assert.ThrowsAnyAsync<Exception>(
            () => carrier.CarryAsync(Guid.CreateVersion7(), letter, Shop.Cancel));
        Assert.False(server.Received.IsCompleted);
    }

    private static async Task SendAsync(Shop shop, Letter? another = null)
    {
        var written = await shop.Get<SendMail>().SealAsync(another ?? letter, Shop.Cancel);
        await shop.Database.WriteAsync(
            open => shop.Get<SendMail>().AddAsync(open, [written], Shop.Cancel), Shop.Cancel);
    }

    private static Task<List<string>> RowsAsync(Shop shop) => shop.Database.ReadAsync(
        open => open.QueryAsync<string>(rows, null, Shop.Cancel), Shop.Cancel);
}
