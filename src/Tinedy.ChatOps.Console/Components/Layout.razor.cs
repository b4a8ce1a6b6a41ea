using Microsoft.AspNetCore.Components;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>What is around every page: who is reading, and in which zone.</summary>
public sealed partial class Layout(NavigationManager navigation)
{
    private Reader reader = Reader.Unknown;
    private LocalPerson? person;
    private bool settled;

    [SupplyParameterFromQuery(Name = "as")]
    private string? As { get; set; }

    protected override void OnParametersSet()
    {
        var chosen = Options.LocalMode ? LocalPerson.Choose(Runs.Access, As) : null;
        // The same person stays the same object, so that a page does not begin anew with every link.
        if (chosen?.Name != person?.Name) person = chosen;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        // A browser that does not say keeps UTC, and every time names it.
        reader = Reader.In(await Browser.ZoneAsync());
        settled = true;
        StateHasChanged();
    }

    private string Link(string path) => Links.To(path, person);

    /// <summary>A place on this page; a bare "#main" would lead to the base address instead.</summary>
    private string Here(string id) => new Uri(navigation.Uri).PathAndQuery + "#" + id;
}
