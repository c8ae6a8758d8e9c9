# Acceptance of TIPdesk on a real Windows PC: what cannot be tried elsewhere, gone through once by a person.
#
# It needs Windows 10 1903 or later, PowerShell 5.1 (which Windows has) and no administrator's rights:
#
#   powershell -ExecutionPolicy Bypass -File acceptance.ps1 -Setup tipdesk-0.1.0+937-setup.exe
#
# -EarlierSetup FILE   an earlier setup.exe: the update, and the refusal to go back, are tried as well
# -Results FOLDER      where the results are written (the folder of this script without it)
# -Unattended          asks nobody; what a person must look at is then "not tried"
#
# It installs TIPdesk for this account, works on invented homes in a folder of its own, and takes both away again. A
# TIPdesk that is installed already, or a home of this account, is left alone: the script ends before it begins.
# The results (JSON, and the same as text) hold what held, what did not, and versions. No name of a person, account or
# PC stands in them.

param(
    [Parameter(Mandatory = $true)][string]$Setup,
    [string]$EarlierSetup = "",
    [string]$Results = "",
    [switch]$Unattended
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = "Stop"
$script:Found = New-Object System.Collections.ArrayList
$Work = Join-Path $env:LOCALAPPDATA "tipdesk-acceptance"
$Words = "reaction facility photo harvest zero punish"
$Utf8 = New-Object System.Text.UTF8Encoding($false)
$PatienceSeconds = 60

# ------------------------------------------------------------------------------------------------ noting and asking

function Hide-Names([string]$Text) {
    # What a program says may hold the name of the account or of the PC, as a part of a path.
    $pairs = @(@($env:USERPROFILE, "(profile)"), @($env:USERNAME, "(account)"), @($env:COMPUTERNAME, "(PC)"))
    foreach ($pair in $pairs) {
        if ($pair[0]) { $Text = $Text -ireplace [regex]::Escape($pair[0]), $pair[1] }
    }
    return $Text.Trim()
}

function Add-Result([string]$Step, [string]$Outcome, [string]$Detail) {
    $clean = Hide-Names $Detail
    [void]$script:Found.Add([ordered]@{ step = $Step; outcome = $Outcome; detail = $clean })
    Write-Host ("{0,-10} {1,-28} {2}" -f $Outcome, $Step, $clean)
}

function Add-Check([string]$Step, [bool]$Held, [string]$Detail) {
    if ($Held) { Add-Result $Step "held" $Detail } else { Add-Result $Step "FAILED" $Detail }
}

function Read-Answer([string]$Step, [string]$Question) {
    if ($Unattended) { Add-Result $Step "not tried" "a person must look"; return }
    do {
        $answer = (Read-Host "$Question [y = yes, n = no, s = not tried]").ToLowerInvariant()
    } until ($answer -match '^[yns]$')
    if ($answer -eq "s") { Add-Result $Step "not tried" $Question } else { Add-Check $Step ($answer -eq "y") $Question }
}

function Invoke-Step([string]$Step, [scriptblock]$Deed) {
    try { & $Deed } catch { Add-Result $Step "FAILED" $_.Exception.Message }
}

# --------------------------------------------------------------------------------------------------------- programs

function Join-Arguments([string[]]$Arguments) {
    # Only what has a space is quoted: setup reads no switch in quotes. A backslash before the closing quote is doubled.
    $quoted = foreach ($one in $Arguments) {
        if ($one -match '\s') { '"' + ($one -replace '(\\+)$', '$1$1') + '"' } else { $one }
    }
    return ($quoted -join " ")
}

function Start-Program([string]$File, [string[]]$Arguments, [bool]$IsHeard) {
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $File
    $start.Arguments = Join-Arguments $Arguments
    $start.UseShellExecute = $false
    if ($IsHeard) {
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.StandardOutputEncoding = $Utf8
        $start.StandardErrorEncoding = $Utf8
        $start.CreateNoWindow = $true
    }
    return [System.Diagnostics.Process]::Start($start)
}

function Invoke-Program([string]$File, [string[]]$Arguments) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $process = Start-Program $File $Arguments $true
    $out = $process.StandardOutput.ReadToEndAsync()
    $err = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit(600000)) { $process.Kill(); throw "it did not end within ten minutes" }
    $process.WaitForExit()
    return New-Object PSObject -Property @{
        Status = $process.ExitCode; Out = $out.Result; Err = $err.Result; Seconds = $clock.Elapsed.TotalSeconds
    }
}

function Invoke-Setup([string]$File) {
    $process = Start-Program $File @("/S", "/CURRENTUSER") $false
    $process.WaitForExit()
    return $process.ExitCode
}

function Find-Folder {
    $key = "HKCU:\Software\TIPdesk"
    if (Test-Path $key) { return (Get-ItemProperty -Path $key).Folder }
    return ""
}

function Invoke-Tipdesk([string[]]$Arguments) {
    return Invoke-Program (Join-Path (Find-Folder) "tipdesk-cli.exe") $Arguments
}

function Start-Window([string[]]$Arguments) {
    # Returns the process and the seconds until its window was there.
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $process = Start-Program (Join-Path (Find-Folder) "tipdesk.exe") $Arguments $false
    while ($clock.Elapsed.TotalSeconds -lt $PatienceSeconds) {
        $process.Refresh()
        if ($process.HasExited) { throw "it ended with status $($process.ExitCode) before its window was there" }
        if ($process.MainWindowHandle -ne [IntPtr]::Zero) {
            return New-Object PSObject -Property @{ Process = $process; Seconds = $clock.Elapsed.TotalSeconds }
        }
        Start-Sleep -Milliseconds 20
    }
    $process.Kill()
    throw "no window within $PatienceSeconds seconds"
}

function Stop-Window([System.Diagnostics.Process]$Process) {
    if ($Process.HasExited) { return }
    [void]$Process.CloseMainWindow()
    if (-not $Process.WaitForExit(20000)) { $Process.Kill() }
}

function Get-Sums([string]$Folder) {
    $lines = foreach ($file in (Get-ChildItem -Path $Folder -Recurse -File | Sort-Object -Property FullName)) {
        $file.FullName.Substring($Folder.Length) + " " + (Get-FileHash -Path $file.FullName -Algorithm SHA256).Hash
    }
    return ($lines -join "`n")
}

function New-Demo([string]$Step, [string]$Folder) {
    [void](New-Item -ItemType Directory -Path $Folder)
    $done = Invoke-Tipdesk @("--home", $Folder, "demo", "--headless")
    Add-Check $Step ($done.Status -eq 0) ("status {0}, {1:n0} s {2}" -f $done.Status, $done.Seconds, $done.Err)
    if ($done.Out -match "Passphrase of every officer in this demo: (.+)") { return $Matches[1].Trim() }
    return ""
}

# ------------------------------------------------------------------------------------------------------------ steps

function Test-Pc {
    $system = Get-CimInstance -ClassName Win32_OperatingSystem
    $right = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent())
    $isAdmin = $right.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
    $named = "$($system.Caption) $($system.Version) $env:PROCESSOR_ARCHITECTURE"
    Add-Check "pc-windows" ([int]$system.BuildNumber -ge 18362) $named
    Add-Result "pc-memory" "noted" ("{0:n1} GB" -f ($system.TotalVisibleMemorySize / 1MB))
    Add-Result "pc-administrator" "noted" "$isAdmin (run it once without an administrator's rights)"
    Add-Result "pc-ascii-account" "noted" "$($env:USERPROFILE -notmatch '[^\x00-\x7F]') (run it once where it is not)"
    $key = "HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem"
    $long = Get-ItemProperty -Path $key -Name LongPathsEnabled -ErrorAction SilentlyContinue
    Add-Result "pc-long-paths" "noted" "$($null -ne $long -and $long.LongPathsEnabled -eq 1)"
    Add-Result "pc-desktop-in-onedrive" "noted" "$([Environment]::GetFolderPath('Desktop') -like '*OneDrive*')"
    $guard = Get-Command -Name Get-MpComputerStatus -ErrorAction SilentlyContinue
    if ($guard) { Add-Result "pc-defender" "noted" "real time: $((Get-MpComputerStatus).RealTimeProtectionEnabled)" }
}

function Test-Sum {
    $list = Join-Path (Split-Path -Parent $Setup) "SHA256SUMS"
    if (-not (Test-Path $list)) { Add-Result "setup-sum" "not tried" "no SHA256SUMS beside setup"; return }
    $name = Split-Path -Leaf $Setup
    $sum = (Get-FileHash -Path $Setup -Algorithm SHA256).Hash.ToLowerInvariant()
    $line = Get-Content -Path $list | Where-Object { $_ -match ("[ *]" + [regex]::Escape($name) + "$") }
    Add-Check "setup-sum" ("$line".StartsWith($sum)) $sum
}

function Test-Install {
    if ($EarlierSetup) { Add-Check "install-earlier" ((Invoke-Setup $EarlierSetup) -eq 0) "per user, silent" }
    $before = ""
    $kept = Join-Path $Work "kept"
    if ($EarlierSetup) { [void](New-Demo "demo-earlier" $kept); $before = Get-Sums $kept }
    $status = Invoke-Setup $Setup
    Add-Check "install" ($status -eq 0 -and (Find-Folder)) "per user, silent: status $status"
    if ($EarlierSetup) {
        Add-Check "update-keeps-homes" ((Get-Sums $kept) -eq $before) "every file of the homes, by SHA-256"
        $back = Invoke-Setup $EarlierSetup
        Add-Check "no-way-back" ($back -eq 3) "the earlier setup over the newer: status $back"
    }
    $said = Invoke-Tipdesk @("--version")
    Add-Check "version" ($said.Status -eq 0) $said.Out
    Add-Result "about" "noted" (Invoke-Tipdesk @("--json", "about")).Out
    $checked = Invoke-Tipdesk @("about", "--check")
    Add-Check "files-whole" ($checked.Status -eq 0) $checked.Out
    $link = Join-Path ([Environment]::GetFolderPath("Programs")) "TIPdesk.lnk"
    Add-Check "start-menu" (Test-Path $link) "an entry for this account"
}

function Test-Start {
    foreach ($time in 1..3) {
        $window = Start-Window @("--home", (Join-Path $Work "nobody"))
        $megabytes = $window.Process.WorkingSet64 / 1MB
        Add-Result "start-$time" "noted" ("{0:n2} s to the first window, {1:n0} MB" -f $window.Seconds, $megabytes)
        Stop-Window $window.Process
    }
    $window = Start-Window @("--version")
    Read-Answer "version-in-a-window" "Does a window say the version of TIPdesk?"
    Stop-Window $window.Process
}

function Test-Console {
    foreach ($page in 850, 1252, 65001) {
        $cli = Join-Path (Find-Folder) "tipdesk-cli.exe"
        $line = "/d /s /c `"chcp $page > nul & `"$cli`" --language zz`""
        $start = New-Object System.Diagnostics.ProcessStartInfo("cmd.exe", $line)
        $start.UseShellExecute = $false
        $process = [System.Diagnostics.Process]::Start($start)
        $process.WaitForExit()
        $status = $process.ExitCode
        Add-Check "console-$page" ($status -eq 1) "a refusal with quotation marks: status $status"
    }
    Read-Answer "console-signs" "Do the refusals above have curly quotation marks, and no question marks or boxes?"
}

function Test-Names {
    $accented = Join-Path $Work ("M" + [char]0x00E9 + "lissa " + [char]0x00C9 + "douard")
    [void](New-Demo "non-ascii-folder" $accented)
    $long = Join-Path $Work (("n" * 50 + "\") * 4 + "home")
    $request = @("post", "request", "--officer", "acceptance", "--out", (Join-Path $Work "r.tiprequest"))
    $asked = Invoke-Tipdesk (@("--home", $long, "--json") + $request)
    $isKnown = $asked.Status -eq 0 -or $asked.Out -match '"long-path"'
    Add-Check "long-path" $isKnown ("status {0}: made, or refused in words" -f $asked.Status)
    $device = Invoke-Tipdesk @("report", "worry", "--blank", "--out", (Join-Path $Work "NUL.pdf"))
    Add-Check "device-name" ($device.Status -eq 3) $device.Err
    if ($env:OneDrive) {
        $place = Join-Path $env:OneDrive "tipdesk-acceptance"
        $cloud = Invoke-Tipdesk @("--home", $place, "--json", "hq", "init", "--name", "N", "--admin", "a")
        Add-Check "onedrive-refused" ($cloud.Out -match '"unsafe-home"') "status $($cloud.Status)"
    } else { Add-Result "onedrive-refused" "not tried" "no OneDrive here" }
}

function Test-Rights([string]$Folder) {
    $own = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
    $few = @($own, "S-1-5-18", "S-1-5-32-544", "S-1-3-0", "S-1-3-4")
    $others = 0
    foreach ($file in @(Get-Item -Path $Folder) + @(Get-ChildItem -Path $Folder -Recurse)) {
        $rules = (Get-Acl -Path $file.FullName).GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
        $allowing = @($rules | Where-Object { $_.AccessControlType -eq "Allow" })
        $others += @($allowing | Where-Object { $few -notcontains $_.IdentityReference.Value }).Count
    }
    Add-Check "home-closed" ($others -eq 0) "rights of other accounts: $others"
}

function Test-Holds([string]$Folder) {
    # A scanner that holds each file in turn for a quarter of a second, as Defender and the indexer do.
    $scan = Start-Job -ArgumentList $Folder -ScriptBlock {
        param($Folder)
        $until = (Get-Date).AddSeconds(40)
        while ((Get-Date) -lt $until) {
            foreach ($file in (Get-ChildItem -Path $Folder -Recurse -File -ErrorAction SilentlyContinue)) {
                try {
                    $held = [IO.File]::Open($file.FullName, "Open", "Read", "ReadWrite")
                    Start-Sleep -Milliseconds 250
                    $held.Close()
                } catch { continue }
            }
        }
    }
    $ended = foreach ($time in 1..4) { (Invoke-Tipdesk @("--home", $Folder, "store", "check")).Status }
    Stop-Job -Job $scan
    Remove-Job -Job $scan
    Add-Check "held-for-moments" (@($ended | Where-Object { $_ -ne 0 }).Count -eq 0) ("statuses " + ($ended -join " "))
    $held = [IO.File]::Open((Join-Path $Folder "slots"), "Open", "Read", "None")
    $refused = Invoke-Tipdesk @("--home", $Folder, "store", "check")
    $held.Close()
    $named = $refused.Err -match "slots" -and $refused.Seconds -lt 30
    Add-Check "held-for-long" ($refused.Status -eq 3 -and $named) $refused.Err
    Add-Check "held-no-more" ((Invoke-Tipdesk @("--home", $Folder, "store", "check")).Status -eq 0) "the next try"
}

function Test-Stick([string]$Folder) {
    $sticks = @(Get-CimInstance -ClassName Win32_LogicalDisk | Where-Object { $_.DriveType -eq 2 -and $_.Size })
    if ($sticks.Count -eq 0) { Add-Result "stick" "not tried" "no stick is plugged in"; return }
    $root = $sticks[0].DeviceID + "\"
    $done = Invoke-Tipdesk @("--home", $Folder, "sync", "now", "--stick", $root)
    Add-Check "stick" ($done.Status -eq 0) ("{0}: status {1} {2}" -f $sticks[0].FileSystem, $done.Status, $done.Err)
    $place = $root + "tipdesk-acceptance"
    $unsafe = Invoke-Tipdesk @("--home", $place, "--json", "hq", "init", "--name", "N", "--admin", "a")
    Add-Check "no-home-on-a-stick" ($unsafe.Out -match '"unsafe-home"') "status $($unsafe.Status)"
}

function Test-Server([string]$Folder) {
    $port = 47613
    $cli = Join-Path (Find-Folder) "tipdesk-cli.exe"
    $process = Start-Program $cli @("--home", $Folder, "hq", "serve", "--port", "$port") $false
    Start-Sleep -Seconds 8
    $client = New-Object System.Net.Sockets.TcpClient
    $isServed = $client.ConnectAsync("127.0.0.1", $port).Wait(3000)
    $client.Close()
    Add-Check "server" $isServed "it takes a connection"
    $process.Kill()
    $process.WaitForExit()
    $checked = Invoke-Tipdesk @("--home", $Folder, "store", "check")
    Add-Check "server-ended-hard" ($checked.Status -eq 0) "the store is whole after the server was killed"
}

function Test-Looks([string]$Folder, [string]$Passphrase) {
    if ($Unattended) {
        foreach ($step in "scale", "contrast", "narrator", "capture", "update-in-use", "session-lock", "sleep") {
            Add-Result $step "not tried" "a person must look"
        }
        return
    }
    foreach ($scale in 100, 125, 150, 175, 200) {
        [void](Read-Host "Set the scale to $scale % (Settings, System, Display), then press Enter")
        $window = Start-Window @("--home", $Folder)
        Read-Answer "scale-$scale" "Is the window inside the screen, sharp, and nothing cut off?"
        Stop-Window $window.Process
    }
    $window = Start-Window @("--home", $Folder)
    Write-Host "The passphrase of the invented home: $Passphrase"
    [void](Read-Host "Unlock TIPdesk with it, then press Enter here")
    [void](Read-Host "Switch a contrast theme on (left Alt, left Shift, Print Screen), then press Enter here")
    Read-Answer "contrast" "Did TIPdesk change at once, with frames, icons and the mark of the focus clearly seen?"
    Read-Answer "contrast-off" "Switch it off again: did TIPdesk follow?"
    Read-Answer "narrator" "Start the Narrator (Windows, Ctrl, Enter), press Tab through a page: is each control named?"
    Read-Answer "capture" "Press Windows, Shift, S: is TIPdesk left out of the picture?"
    $setup = Invoke-Setup $Setup
    Add-Check "update-in-use" ($setup -eq 3) "setup while TIPdesk is open: status $setup"
    [void](Read-Host "Lock the screen (Windows, L), sign in again, then press Enter")
    Read-Answer "session-lock" "Does TIPdesk ask for the passphrase?"
    [void](Read-Host "Unlock TIPdesk, let the PC sleep, wake it, sign in, then press Enter")
    Read-Answer "sleep" "Does TIPdesk ask for the passphrase?"
    foreach ($one in (Get-Process -Name tipdesk -ErrorAction SilentlyContinue)) { Stop-Window $one }
}

function Test-Removal([string]$Folder) {
    $program = Find-Folder
    $before = Get-Sums $Folder
    $process = Start-Program (Join-Path $program "uninstall.exe") @("/S", "/CURRENTUSER") $false
    $process.WaitForExit()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ((Test-Path $program) -and $clock.Elapsed.TotalSeconds -lt $PatienceSeconds) { Start-Sleep -Milliseconds 200 }
    Add-Check "removed" (-not (Test-Path $program) -and -not (Find-Folder)) "the program and its entry in the registry"
    Add-Check "removal-keeps-homes" ((Get-Sums $Folder) -eq $before) "every file of the homes, by SHA-256"
}

# -------------------------------------------------------------------------------------------------------------- run

if (-not $Results) { $Results = $PSScriptRoot }
if ((Find-Folder) -or (Test-Path (Join-Path $env:LOCALAPPDATA "tipdesk")) -or (Test-Path $Work)) {
    Write-Host "TIPdesk is installed for this account, it has a home here, or an earlier run left $Work behind."
    Write-Host "Use another account, or another PC. Nothing was changed."
    exit 1
}
$Setup = (Resolve-Path -Path $Setup).Path
if ($EarlierSetup) { $EarlierSetup = (Resolve-Path -Path $EarlierSetup).Path }
[void](New-Item -ItemType Directory -Path $Work)
$env:TIPDESK_PASSPHRASE = $Words
try {
    Invoke-Step "pc" { Test-Pc }
    Invoke-Step "setup-sum" { Test-Sum }
    Invoke-Step "install" { Test-Install }
    if (Find-Folder) {
        $demo = Join-Path $Work "demo"
        $script:Passphrase = ""
        Invoke-Step "demo" { $script:Passphrase = New-Demo "demo" $demo }
        Invoke-Step "start" { Test-Start }
        Invoke-Step "console" { Test-Console }
        Invoke-Step "names" { Test-Names }
        $env:TIPDESK_PASSPHRASE = $script:Passphrase
        $post = Join-Path $demo "vieux-fort-1"
        Invoke-Step "home-closed" { Test-Rights $post }
        Invoke-Step "held" { Test-Holds $post }
        Invoke-Step "stick" { Test-Stick $post }
        Invoke-Step "server" { Test-Server (Join-Path $demo "headquarters") }
        Invoke-Step "looks" { Test-Looks $post $script:Passphrase }
        Invoke-Step "removed" { Test-Removal $demo }
    }
} finally {
    Remove-Item Env:\TIPDESK_PASSPHRASE -ErrorAction SilentlyContinue
    & cmd.exe /d /c "rd /s /q `"\\?\$Work`""
    $stem = Join-Path $Results ("tipdesk-acceptance-" + (Get-Date -Format "yyyyMMdd-HHmm"))
    $lines = foreach ($one in $script:Found) { "{0,-10} {1,-28} {2}" -f $one.outcome, $one.step, $one.detail }
    [IO.File]::WriteAllText("$stem.json", (ConvertTo-Json -InputObject @($script:Found) -Depth 4), $Utf8)
    [IO.File]::WriteAllText("$stem.txt", (($lines -join "`r`n") + "`r`n"), $Utf8)
}
$failed = @($script:Found | Where-Object { $_.outcome -eq "FAILED" }).Count
$open = @($script:Found | Where-Object { $_.outcome -eq "not tried" }).Count
Write-Host "$failed failed, $open not tried. The results are in $stem.txt and $stem.json."
if ($failed -gt 0) { exit 2 }
exit 0
