import QtQuick
import Deepwell.Library
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Style

// Where models lie, and how they are downloaded.
Column {
    id: root

    SettingsSection {
        title: qsTr("Models")

        SettingRow {
            name: qsTr("Models folder")
            about: "%1\n%2".arg(Library.modelsFolder).arg(Library.freeSpace)
            PushButton { objectName: "settingsModelsFolder"; compact: true; text: qsTr("Change…"); onClicked: dialogs.openFolder() }
        }
        SettingRow {
            name: qsTr("Use what other programs have downloaded")
            about: qsTr("LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache, without copying")
            Toggle {
                objectName: "settingsForeign"
                text: qsTr("Use what other programs have downloaded")
                checked: Preferences.foreignModels
                onToggled: Preferences.foreignModels = checked
            }
        }
    }
    SettingsSection {
        title: qsTr("Downloads")

        SettingRow {
            name: qsTr("Hub")
            about: qsTr("The address of a server that speaks the Hugging Face API; https, or http on this computer")
            TextBox {
                objectName: "hubAddress"
                width: 250
                implicitHeight: Theme.controlHeight - 6
                text: Preferences.hubAddress
                Accessible.name: qsTr("Address of the hub")
                onEditingFinished: { Preferences.hubAddress = text; text = Qt.binding(() => Preferences.hubAddress); }
            }
        }
        SettingRow {
            name: qsTr("Token")
            about: qsTr("For models with conditions. Sent to the hub only, kept on this computer")
            problem: Preferences.tokenProblem !== "" ? Preferences.tokenProblem
                   : Preferences.tokenElsewhere !== "" ? qsTr("This token was typed for %1 and is sent only there, not to %2. Type it again to use it for %2.").arg(Preferences.tokenElsewhere).arg(Hub.host)
                   : ""
            TextBox {
                property bool typed: false   // leaving the box alone hands no token to another hub

                objectName: "hubToken"
                width: 250
                implicitHeight: Theme.controlHeight - 6
                echoMode: TextInput.Password
                text: Preferences.hubToken
                placeholderText: qsTr("None")
                Accessible.name: qsTr("Token for the hub")
                onTextEdited: typed = true
                onEditingFinished: if (typed) { typed = false; Preferences.hubToken = text; }
            }
        }
        SettingRow {
            name: qsTr("Bandwidth limit")
            about: qsTr("In MB a second; a line of 100 Mbit/s carries 12.5")
            DecimalBox {
                objectName: "downloadLimit"
                value: Preferences.downloadMegabytes
                none: qsTr("No limit")
                Accessible.name: qsTr("Bandwidth limit in MB a second")
                onEdited: value => Preferences.downloadMegabytes = value
            }
        }
        SettingRow {
            name: qsTr("Connections at the same time")
            about: qsTr("1 to 16; more can be faster over long distances")
            NumberBox {
                objectName: "downloadConnections"
                value: Preferences.downloadConnections
                lowest: 1
                highest: 16
                Accessible.name: qsTr("Connections at the same time")
                onEdited: value => Preferences.downloadConnections = value
            }
        }
        SettingRow {
            name: qsTr("Proxy")
            about: qsTr("“system”: as the environment says; empty: none; or http://host:port, socks5://host:port")
            problem: Preferences.proxyProblem
            TextBox {
                objectName: "proxyBox"
                width: 250
                implicitHeight: Theme.controlHeight - 6
                text: Preferences.proxy
                Accessible.name: qsTr("Proxy")
                onEditingFinished: Preferences.proxy = text
            }
        }
    }
    ModelDialogs {
        id: dialogs

        onFolderChosen: url => Library.setModelsFolder(url)
    }
}
