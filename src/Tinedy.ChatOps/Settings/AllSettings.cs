using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Slack;
using Tinedy.ChatOps.Teams;

namespace Tinedy.ChatOps.Settings;

/// <summary>What the service is and who is in it, read at once: whoever mends settings wants to mend them in one go.</summary>
internal static class AllSettings
{
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static (ServiceSettings Service, House House) Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var service = Try(() => ServiceSettings.Read(configuration), problems);
        var house = Try(() => HouseReader.Read(configuration, service?.LocalMode ?? !(SlackSettings.AreGiven(configuration) || TeamsSettings.AreGiven(configuration))), problems);
        if (service is not null && house is not null)
        {
            house = house.With(service.Paging.Policy).With(CalendarReader.Read(configuration.GetSection("Calendar"), house, problems));
            problems.AddRange(HouseReader.UnknownMeans(house));
            problems.AddRange(HouseReader.UnknownStakeholders(house, service));
        }
        return problems.Count == 0 ? (service!, house!) : throw new SettingsException(problems);
    }

    private static T? Try<T>(Func<T> read, List<string> problems) where T : class
    {
        try
        {
            return read();
        }
        catch (SettingsException doubtful)
        {
            problems.AddRange(doubtful.Problems);
            return null;
        }
    }
}
