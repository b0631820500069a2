import QtQuick
import Deepwell.Desktop
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Style

// How Deepwell shows itself on the desktop.
SettingsSection {
    id: root

    readonly property bool trayAvailable: Outside.trayAvailable

    title: qsTr("Desktop")

    SettingRow {
        name: qsTr("Notify when a long answer or a download ends")
        about: qsTr("If the window is not in front; of answers only if they took more than 20 seconds. The notification says nothing of the chat")
        Toggle {
            objectName: "notifySwitch"
            text: qsTr("Notify when a long answer or a download ends")
            checked: Preferences.notifications
            onToggled: Preferences.notifications = checked
        }
    }
    SettingRow {
        enabled: root.trayAvailable
        name: qsTr("Icon in the system tray")
        about: root.trayAvailable ? qsTr("To bring the window back, or begin a new chat") : qsTr("This desktop has no system tray")
        Toggle {
            objectName: "traySwitch"
            text: qsTr("Icon in the system tray")
            checked: Preferences.tray && root.trayAvailable
            onToggled: Preferences.tray = checked
        }
    }
    SettingRow {
        enabled: root.trayAvailable && Preferences.tray
        name: qsTr("Closing the window keeps Deepwell running")
        about: qsTr("It stays in the tray, with the model loaded and answers going on")
        Toggle {
            objectName: "closeToTraySwitch"
            text: qsTr("Closing the window keeps Deepwell running")
            checked: Preferences.closeToTray
            onToggled: Preferences.closeToTray = checked
        }
    }
}
