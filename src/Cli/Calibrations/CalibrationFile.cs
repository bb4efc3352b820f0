using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Models;
using Pith.Text;
using Pith.Tools.Files;

namespace Pith.Cli.Calibrations;

/// <summary>
/// The calibrations a user made: <c>calibration.json</c> in the folder of the store. A file that is missing, or a
/// machine without a place for one, means the shipped ones.
/// </summary>
internal static class CalibrationFile
{
    private const string Name = "calibration.json";

    // A real one is below 3 kB a family.
    private const long LongestFile = 1 << 20;

    /// <summary>Where it lies, or null where the user has no folder for data.</summary>
    public static string? PathOf(Surroundings around)
    {
        try
        {
            return Path.Combine(StoreRoot.Of(around), Name);
        }
        catch (Failure)
        {
            return null; // nothing can have been stored; whoever wants to store hears about it from StoreRoot
        }
    }

    /// <summary>What is stored, by family; nothing where there is no file.</summary>
    /// <exception cref="Failure">The file is there and cannot be used.</exception>
    public static Dictionary<Family, Calibration> Read(Surroundings around)
    {
        if (PathOf(around) is not { } path || !File.Exists(path))
            return [];
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw Unusable(path, "it is far too long");
            using var document = ForeignJson.Parse(PlainFile.Read(path));
            return CalibrationJson.Read(document.RootElement);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, InputFile.Reason(problem));
        }
        catch (JsonException)
        {
            throw Unusable(path, "it is not whole JSON");
        }
        catch (FormatException problem)
        {
            throw Unusable(path, problem.Message);
        }
    }

    /// <summary>The calibration to use for a family; says once what is wrong with a file that cannot be used.</summary>
    public static Func<Family, Calibration> Choice(Surroundings around)
    {
        Dictionary<Family, Calibration>? stored = null;
        return family =>
        {
            stored ??= ReadOrComplain(around);
            return stored.GetValueOrDefault(family) ?? Calibration.Shipped(family);
        };
    }

    /// <summary>Stores calibrations beside those of other families.</summary>
    public static string Write(Surroundings around, IEnumerable<Calibration> made)
    {
        var all = Read(around);
        foreach (var calibration in made)
            all[calibration.Family] = calibration;
        var path = Path.Combine(StoreRoot.Of(around), Name);
        using var bytes = new MemoryStream();
        CalibrationJson.Write(all.Values.OrderBy(c => c.Family), bytes);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite($"cannot write {InputFile.Shown(path)}: {InputFile.Reason(problem)}; set {EnvironmentVariable.Home} to another folder");
        }

        using var file = new AtomicFile(path);
        file.Write(bytes.ToArray());
        file.Commit();
        return path;
    }

    /// <summary>Removes the file, damaged or not; whether there was one.</summary>
    public static bool Remove(Surroundings around)
    {
        if (PathOf(around) is not { } path || !File.Exists(path))
            return false;
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite($"cannot remove {InputFile.Shown(path)}: {InputFile.Reason(problem)}");
        }
    }

    private static Dictionary<Family, Calibration> ReadOrComplain(Surroundings around)
    {
        try
        {
            return Read(around);
        }
        catch (Failure unusable)
        {
            around.Complain($"warning: {unusable.Message}; until then the shipped calibration serves");
            return [];
        }
    }

    private static Failure Unusable(string path, string why) =>
        Failure.BadInput($"{InputFile.Shown(path)} cannot be used: {why}; pith calibrate --reset removes it");
}
